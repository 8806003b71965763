// Radios whose answers open further questions, without the attribute that the role of a radio may not carry.
import { Radios } from "../vendor/govuk-frontend-6.3.0.min.js";

export class Reveal extends Radios {
  syncConditionalRevealWithInputState(radio) {
    super.syncConditionalRevealWithInputState(radio);
    radio.removeAttribute("aria-expanded");
  }
}
