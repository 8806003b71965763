// Every page works without this file; with it, it works better. Each part starts only where the page asks for it.
import * as govuk from "../vendor/govuk-frontend-6.3.0.min.js";
import { autosave } from "./autosave.js";
import { copyable } from "./copy.js";
import { countdown } from "./countdown.js";
import { onlyOnce } from "./once.js";
import { Reveal } from "./reveal.js";
import { typeahead } from "./typeahead.js";

const parts = {
  "form[data-save-url]": autosave,
  "form": onlyOnce,
  "input[data-source]": typeahead,
  "[data-countdown]": countdown,
  "[data-copyable]": copyable,
};

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } = govuk;
for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Reveal, ServiceNavigation, SkipLink]) govuk.createAll(part);
for (const [selector, start] of Object.entries(parts)) document.querySelectorAll(selector).forEach(start);
