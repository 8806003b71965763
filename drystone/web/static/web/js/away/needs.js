// What needs her: an answer that another device changed, with both texts; a write-up that could not go, and why.
import * as changes from "./changes.js";
import { current } from "./lock.js";

export async function needs(visit) {
  const list = make("div", "signal__needs");
  if (!(await current())) return list.append(link("Sign in", `/account/login/?next=${encodeURIComponent(location.pathname)}`)) ?? list;
  const latest = new Map(), rows = (await changes.of(visit)).filter((row) => row.state === "needs");
  for (const row of rows) latest.set([row.visit, row.document, row.question, row.is].join(), row);
  for (const row of latest.values()) list.append(row.is === "send" ? refused(row) : sides(row));
  if (!rows.length) list.append(link("Sign in", `/account/login/?next=${encodeURIComponent(location.pathname)}`));
  return list;
}

// Another device was first. Both texts stand beside each other; she keeps one.
function sides(row) {
  const { outcome } = row, part = make("section", "clash"), both = make("div", "clash__sides");
  part.append(make("h2", "govuk-heading-s", outcome.question ? `“${outcome.question}”` : "An answer"));
  both.append(side("On this device", outcome.yours ?? said(row)));
  if (outcome.state === "clash") both.append(side("Changed elsewhere meanwhile", outcome.theirs));
  part.append(make("p", "govuk-body", why(outcome)), both);
  const mine = { document: row.document, question: row.question, fields: row.fields, seen: row.seen.replace(/:[^:]*$/, `:${outcome.mark}`) };
  const presses = make("div", "govuk-button-group");
  if (outcome.state === "clash") presses.append(button("Keep what is on this device", () => again(row, mine)));
  presses.append(button(outcome.state === "clash" ? "Keep the other" : "I have read it: take it off this device", () => gone(row), true));
  part.append(presses);
  return part;
}

function why({ state, why: told }) {
  if (state === "clash") return "You changed this on another device or in another window too.";
  if (state === "closed") return "This was sent from elsewhere before, and does not change any more. Copy what you need: you can add it to the record on the visit’s page.";
  return told ?? "The form does not ask this any more.";
}

const said = (row) => row.fields.map(([, value]) => value).filter(Boolean).join(", ");
const again = async (row, mine) => { await drop(row); await changes.keep(row.visit, mine); await changes.send(); };
const gone = async (row) => { await drop(row); location.reload(); };

async function drop(row) {
  const same = (other) => other.document === row.document && other.question === row.question && other.state === "needs";
  for (const each of (await changes.of(row.visit)).filter(same)) await changes.drop(each.id);
}

// The server did not let both documents go: what is missing, each with the way to its box, or what says something else.
function refused(row) {
  const { outcome } = row, part = make("section", "clash");
  part.append(make("h2", "govuk-heading-s", "Your write-up has not gone yet"), make("p", "govuk-body", outcome.why));
  const list = make("ul", "govuk-list govuk-list--bullet");
  for (const each of outcome.missing ?? []) list.append(make("li", "").appendChild(link(each.text, each.href)).parentElement);
  for (const each of outcome.changed ?? []) list.append(make("li", "said", `${each.question} Now: ${each.theirs}`));
  for (const each of outcome.names ?? []) list.append(make("li", "said", `“${each}” may be the name of a pupil.`));
  if (list.children.length) part.append(list);
  if (outcome.names?.length) part.append(make("p", "govuk-body", outcome.instead));
  const presses = make("div", "govuk-button-group");
  presses.append(button("Look at everything and send", async () => { await changes.drop(row.id); location.assign(`/leader/visits/${row.visit}/write-up/check/`); }));
  if (outcome.names?.length) presses.append(button("No pupil is named: send it as it is", () => asItIs(row), true));
  part.append(presses);
  return part;
}

// She has read which names were noticed and lets them stand; what she had read of both documents stays the same.
async function asItIs({ id, visit, seen, plan, names, outcome }) {
  await changes.keep(visit, { send: true, seen, plan, names: [...(names ?? []), ...outcome.names] }, id);
  await changes.send();
}

function side(title, text) {
  const part = make("div", "clash__side");
  part.append(make("h3", "clash__title", title), make("p", "said", text || "Nothing"));
  return part;
}

function button(text, act, quiet = false) {
  const made = make("button", `govuk-button${quiet ? " govuk-button--secondary" : ""}`, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

const link = (text, href) => Object.assign(make("a", "govuk-link", text), { href });
const make = (name, classes, text = "") => Object.assign(document.createElement(name), { className: classes, textContent: text });
