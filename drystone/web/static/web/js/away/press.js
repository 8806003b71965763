// The press that sends both documents: at once where the server answers, else kept, and done once when it does.
import { seenOn } from "./boxes.js";
import * as changes from "./changes.js";
import * as lock from "./lock.js";
import { kept } from "./visits.js";

export async function press(form) {
  const visit = Number(form.dataset.sends);
  if (!(await lock.current())) return;
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return; // pressed twice
    if (event.submitter?.name) return; // says something else than to send: the server's alone
    event.preventDefault();
    const became = await changes.send();
    const left = (await changes.of(visit)).filter((row) => row.state !== "sent");
    if (became === "sent" && !left.length && (await lock.answers())) return form.submit();
    delete form.dataset.sent;
    const ready = await kept(visit);
    if (became === "needs" && left.length) return location.reload();
    if (ready) await queue(ready, visit, { plan: !!form.elements.plan_next?.checked });
    return ready && location.assign(ready.home);
  });
}

// Once for a visit. With it goes a sign of every answer as it was read here: should one say something else when it
// comes to the server, both documents wait for her.
export async function queue(ready, visit, { plan }) {
  const rows = await changes.of(visit);
  if (rows.some((row) => row.is === "send" && row.state === "waiting")) return;
  const seen = { record: {}, evaluation: {} };
  for (const address of ready.sections) {
    const page = new DOMParser().parseFromString(ready.pages[address].main, "text/html"), form = page.querySelector("form[data-visit]");
    if (form) Object.assign(seen[form.dataset.document], seenOn(form).marks);
  }
  for (const row of rows.filter((row) => row.is === "answer")) {
    if (row.state === "sent") seen[row.document][row.question] = row.outcome.mark;
    else delete seen[row.document][row.question];
  }
  const written = Object.fromEntries(Object.entries(seen).map(([name, marks]) => [name, Object.entries(marks).map((pair) => pair.join(":")).join(" ")]));
  await changes.keep(visit, { send: true, seen: written, plan, names: [] }, rows.find((row) => row.is === "send")?.id);
}
