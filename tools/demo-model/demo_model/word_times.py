"""The true time of each word: its pronunciation found among the phones that were spoken."""
import functools

from .phones import SILENCE

_SLACK = 3  # how many phones more or fewer than in the lexicon a word may have been spoken with


@functools.lru_cache(maxsize=1 << 20)
def _distance(expected, spoken):
    row = list(range(len(spoken) + 1))
    for i, phone in enumerate(expected, start=1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(spoken, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (phone != other))
    return row[-1]


def word_times(words, phones, lexicon):
    """-> [(word, start, end)], splitting the phones among the words with the least edit distance"""
    spoken = [phone for phone in phones if phone[0] != SILENCE]
    names = tuple(phone for phone, _, _ in spoken)
    costs, came_from = {0: 0}, []
    for word in words:
        following, origin = {}, {}
        for first, cost in costs.items():
            for pronunciation in lexicon[word]:
                shortest = max(1, len(pronunciation) - _SLACK + 1)
                for last in range(first + shortest, min(len(names), first + len(pronunciation) + _SLACK) + 1):
                    total = cost + _distance(pronunciation, names[first:last])
                    if total < following.get(last, 1 << 30):
                        following[last], origin[last] = total, first
        costs = following
        came_from.append(origin)
    times, last = [], len(names)
    for word, origin in zip(reversed(words), reversed(came_from)):
        first = origin[last]
        times.append((word, spoken[first][1], spoken[last - 1][2]))
        last = first
    return times[::-1]
