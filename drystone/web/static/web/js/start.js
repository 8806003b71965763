// Every page works without this file; with it, it works better. Each part starts only where the page asks for it.
import * as govuk from "../vendor/govuk-frontend-6.3.0.min.js";
import { autosave } from "./autosave.js";
import { copyable } from "./copy.js";
import { countdown } from "./countdown.js";
import { onlyOnce } from "./once.js";
import { Reveal } from "./reveal.js";
import { typeahead } from "./typeahead.js";

// A visit's write-up is kept on the device where the browser can do that; else it is saved as every other form.
const able = isSecureContext && "serviceWorker" in navigator && "indexedDB" in self;
const { account } = document.body.dataset, leads = /^\/leader\/($|deployments|visits)/.test(location.pathname);
const isWriteUp = (form) => able && "visit" in form.dataset;

const parts = {
  "form[data-save-url]": (form) => (isWriteUp(form) ? import("./away/form.js").then(({ away }) => away(form)).catch(() => autosave(form)) : autosave(form)),
  "form[data-sends]": (form) => able && import("./away/press.js").then(({ press }) => press(form)),
  "[data-signal]": (part) => able && import("./away/signal.js").then(({ signal }) => signal(part)),
  "form[data-pieces]": (form) => import("./pieces.js").then(({ pieces }) => pieces(form)),
  "form": onlyOnce,
  "input[data-source]": typeahead,
  "[data-countdown]": countdown,
  "[data-copyable]": copyable,
};

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } = govuk;
for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Reveal, ServiceNavigation, SkipLink]) govuk.createAll(part);
for (const [selector, start] of Object.entries(parts)) document.querySelectorAll(selector).forEach(start);
if (able && (leads || isKept())) import("./away/every.js").then(({ every }) => every({ account, leads }));

// Whether anything was ever kept on this device (away/store.js).
function isKept() {
  try {
    return localStorage.getItem("drystone-kept") !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}
