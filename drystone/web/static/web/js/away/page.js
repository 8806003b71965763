// The empty page, filled with what lies on this device: a page of a visit as the server drew it, or what there is.
import { asked, boxesOf, fill, inWords, isClosed } from "./boxes.js";
import * as changes from "./changes.js";
import { current } from "./lock.js";
import { queue } from "./press.js";
import { allKept, kept } from "./visits.js";

const NO_FILES = "Files are not kept on this device: choose them when there is a signal.";
const main = document.querySelector("main"), visit = Number(location.pathname.match(/\/visits\/(\d+)\//)?.[1]);

main.hidden = true;
await show().catch((fault) => { console.error(fault); say("[data-nothing]"); });
// Nobody types or presses before what is typed is kept.
const readied = main.querySelector("form[data-visit]") && new Promise((yes) => document.addEventListener("away:form", yes, { once: true }));
await import("../start.js");
await readied;
main.hidden = false;

async function show() {
  const ready = visit ? await kept(visit) : undefined, page = ready?.pages[location.pathname];
  if (!(await current())) return say("[data-locked]");
  if (ready && location.pathname.endsWith("/write-up/")) return location.replace(ready.sections[0]);
  if (!page) return say("[data-nothing]", await allKept());
  document.body.dataset.kept = "";
  document.title = page.title;
  const line = document.querySelector("[data-signal]");
  line.dataset.signal = visit;
  if (location.pathname === ready.check) await check(ready);
  else draw(page);
  main.prepend(line);
  for (const form of main.querySelectorAll("form:not([data-visit]):not([data-kept])")) waits(form, ready);
  return undefined;
}

function draw(page) {
  const drawn = new DOMParser().parseFromString(page.main, "text/html");
  for (const old of drawn.querySelectorAll("[data-signal], .govuk-notification-banner, .govuk-error-summary")) old.remove();
  main.replaceChildren(...drawn.body.childNodes);
  for (const box of main.querySelectorAll("input[type=file]")) {
    box.disabled = true;
    box.before(hint(NO_FILES));
  }
  for (const part of main.querySelectorAll("[data-with-signal]")) part.replaceWith(hint(`${part.textContent.trim()} ${NO_FILES}`));
}

function hint(textContent) {
  return Object.assign(document.createElement("p"), { className: "govuk-hint", textContent });
}

// Where the server begins a write-up, the first page is at hand; whatever else is sent needs a signal.
function waits(form, ready) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.action.endsWith("/write-up/")) location.assign(ready.sections[0]);
    else alert("This needs a signal.");
  });
}

// What stands in both documents, read from the kept pages and what was typed since: as it is read before it is sent.
async function check(ready) {
  const template = document.querySelector("[data-check]").content.cloneNode(true), rows = (await changes.of(visit)).filter((row) => row.is === "answer");
  const halves = template.querySelector("[data-halves]");
  let last = "", nextDay = "";
  for (const address of ready.sections) {
    const page = new DOMParser().parseFromString(ready.pages[address].main, "text/html"), form = page.querySelector("form[data-visit]");
    const { document: half } = form.dataset;
    for (const row of rows) if (row.document === half && boxesOf(form, row.question).length) fill(form, row.question, row.fields);
    if (half !== last) halves.append(heading("h2", "govuk-heading-m", ready.titles[half]), page.querySelector(".readers") ?? "");
    halves.append(sheet(form, address, ready.needed[half]));
    nextDay ||= dayOf(inWords(form, "next_day"));
    last = half;
  }
  main.replaceChildren(template);
  document.title = `Check before you send – ${ready.title}`;
  main.querySelector("[data-about]").textContent = ready.title;
  const plans = main.querySelector("[data-plans]"), box = plans.querySelector("input");
  plans.hidden = !nextDay;
  plans.querySelector("[data-next-day]").textContent = nextDay;
  main.querySelector("form[data-kept]").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    await queue(ready, visit, { plan: !!nextDay && box.checked });
    await changes.send();
    location.assign(ready.home);
  });
}

// Day, month and year, as three boxes have them.
function dayOf(texts) {
  const day = new Date(texts[2], texts[1] - 1, texts[0]);
  return Number.isNaN(day.getTime()) ? texts.join(" ") : day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function sheet(form, address, needed) {
  const list = Object.assign(document.createElement("dl"), { className: "govuk-summary-list" }), whole = Object.assign(document.createElement("div"), { className: "sheet" });
  for (const question of new Set([...form.querySelectorAll("[data-question]")].map((part) => part.dataset.question))) {
    if (isClosed(form, question)) continue;
    const address_ = `${address}#${boxesOf(form, question)[0]?.id ?? ""}`;
    list.append(row(asked(form, question), inWords(form, question), needed.includes(question), address_));
  }
  whole.append(list);
  return whole;
}

function row(question, texts, isNeeded, href) {
  const made = document.querySelector("[data-row]").content.cloneNode(true);
  const [key, value, link] = ["dt", "dd", "a"].map((name) => made.querySelector(name));
  key.textContent = question;
  value.textContent = texts.join("\n") || (isNeeded ? "Still missing" : "Not answered");
  if (!texts.length) value.classList.add(isNeeded ? "saved--trouble" : "govuk-hint");
  link.href = href;
  link.querySelector("span").textContent = ` “${question}”`;
  return made;
}

function heading(name, classes, text) {
  return Object.assign(document.createElement(name), { className: classes, textContent: text });
}

// Why there is nothing to show, and what there is.
function say(which, ready = []) {
  const part = main.querySelector(which), list = part.querySelector("ul");
  part.hidden = false;
  for (const each of ready) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { className: "govuk-link", href: each.home, textContent: each.title }));
    list?.append(item);
  }
  if (list) list.hidden = !ready.length;
}
