// One page of a write-up: what is typed is kept on this device first, and sent from here when there is a signal.
import { autosave } from "../autosave.js";
import { boxesOf, fill, holdsFile, questionOf, read, seenOn, typedIn } from "./boxes.js";
import * as changes from "./changes.js";
import { files } from "./files.js";
import * as lock from "./lock.js";
import { after, kept } from "./visits.js";

const PAUSE = 600, NOTHING = "74234e98af"; // the sign of an answer that the server does not have

export async function away(form) {
  const visit = Number(form.dataset.visit), document_ = form.dataset.document, isHere = "kept" in document.body.dataset;
  const dirty = new Set(), own = new Map(), lines = new Map();
  const token = form.elements.csrfmiddlewaretoken?.value, page = seenOn(form);
  let timer = 0;
  try {
    if (!(await lock.current())) await lock.ask();
    if (!(await lock.current())) throw new Error("locked");
  } catch {
    document.dispatchEvent(new Event("away:form"));
    return autosave(form); // nothing can be kept here: as ever
  }
  for (const sort of ["input", "change"]) form.addEventListener(sort, typed);
  form.addEventListener("submit", sent);
  const wouldLoseFile = files(form);
  for (const question of typedIn(form)) changed(question); // somebody may have begun before this script came
  await overlay();
  form.dataset.keeps = "";
  document.addEventListener("away:changed", ({ detail }) => detail === "sent" && own.clear());
  document.dispatchEvent(new Event("away:form"));
  changes.send(token);

  // What waits here stands in the boxes, whatever the page came with; on a page that was kept here, what was sent too.
  async function overlay() {
    for (const row of await changes.of(visit)) {
      if (row.is !== "answer" || row.document !== document_ || dirty.has(row.question)) continue;
      if (row.state === "sent" && !isHere) continue;
      if (!boxesOf(form, row.question).length) continue;
      fill(form, row.question, row.fields);
      lines.set(row.question, row.seen);
      if (row.state === "waiting") own.set(row.question, row.id);
    }
    dispatchEvent(new Event("pageshow")); // opens what an answer opens, and counts words again
  }

  function typed(event) {
    const question = questionOf(event.target);
    if (question && !holdsFile(form, question)) changed(question);
  }

  function changed(question) {
    dirty.add(question);
    clearTimeout(timer);
    timer = setTimeout(() => put().then(() => changes.send(token)), PAUSE);
  }

  async function put() {
    for (const question of [...dirty]) {
      dirty.delete(question);
      const seen = lines.get(question) ?? `_:${page.window} ${question}:${page.marks[question] ?? ""}`;
      const change = { document: document_, question, fields: read(form, question), seen };
      own.set(question, await changes.keep(visit, change, own.get(question)));
    }
  }

  // A press is never lost: where nothing can be kept here after all, the page is sent as every other.
  async function sent(event) {
    if (event.defaultPrevented) return; // pressed twice
    event.preventDefault();
    await onwards(event.submitter).catch(() => submit(event.submitter));
  }

  // Sent to the server where it answers, which says what is wrong on the page; else on to the next page kept here.
  async function onwards(submitter) {
    clearTimeout(timer);
    await put();
    const became = await changes.send(token);
    if (became === "sent" && !isHere) return submit(submitter);
    delete form.dataset.sent;
    await keepRest();
    if (became === "needs" && (await changes.of(visit)).some((row) => row.state === "needs")) return undefined;
    const ready = await kept(visit);
    if (became === "away" && !ready && (await lock.answers())) return submit(submitter); // a hitch, not a lost signal
    if (wouldLoseFile()) return undefined;
    const isOther = submitter?.name && submitter.name !== "later"; // the server alone does that
    if (ready && !isOther) location.assign(submitter?.name === "later" ? ready.home : after(ready, location.pathname));
    return undefined;
  }

  // What the page came with filled in is given when it is sent on, as the server would take it.
  async function keepRest() {
    const questions = new Set([...form.querySelectorAll("[data-question]")].map((part) => part.dataset.question));
    for (const question of questions) {
      if (page.marks[question] === NOTHING && !own.has(question) && !holdsFile(form, question) && read(form, question).some(([, value]) => value)) dirty.add(question);
    }
    await put();
  }

  function submit(submitter) {
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  }
}
