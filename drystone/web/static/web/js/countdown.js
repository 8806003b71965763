// In the last day before a deadline, says how many hours and minutes are left; looked at again every half minute.
const MINUTE = 60_000, DAY = 24 * 60 * MINUTE;

export function countdown(time) {
  const until = Date.parse(time.dateTime);
  const shown = time.parentElement.querySelector(".deadline__left");
  if (!shown) return;
  const say = () => {
    const left = until - Date.now();
    if (left < DAY) shown.textContent = left > 0 ? `${words(left)} left` : "passed";
    if (left > 0) setTimeout(say, Math.min(MINUTE / 2, DAY));
  };
  if (until - Date.now() < 2 * DAY) say();
}

function words(left) {
  const minutes = Math.max(1, Math.floor(left / MINUTE)), hours = Math.floor(minutes / 60);
  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return [hours && counted(hours, "hour"), minutes % 60 && counted(minutes % 60, "minute")].filter(Boolean).join(" ");
}
