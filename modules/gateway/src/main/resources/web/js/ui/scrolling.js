const AIR_PIXELS = 12;

/** Scrolls the list that an element is in, not the page: on a phone the player must stay. */
export function keepInSight(element) {
  const scroller = element.closest(".side-scroller");
  if (!scroller || scroller.scrollHeight <= scroller.clientHeight) return;
  const { top, bottom } = element.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  if (top < frame.top) scroller.scrollTop += top - frame.top - AIR_PIXELS;
  else if (bottom > frame.bottom) scroller.scrollTop += bottom - frame.bottom + AIR_PIXELS;
}
