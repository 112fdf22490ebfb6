/**
 * How many items of a sorted list are not larger than `value`: also the index of the first that is.
 *
 * @template T
 * @param {T[]} list sorted by `of`
 * @param {number} value
 * @param {(item: T) => number} of
 */
export function countUpTo(list, value, of) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
