// Pressing twice does once: while a form is on its way, it is not sent again.
const LONGEST_WAIT = 15_000;

export function onlyOnce(form) {
  if (form.method !== "post") return;
  const ready = () => delete form.dataset.sent;
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(ready, LONGEST_WAIT);
  });
  addEventListener("pageshow", ready); // back from the next page
}
