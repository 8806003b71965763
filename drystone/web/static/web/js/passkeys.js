// Shows what passkeys need only where the browser has them, and says so in words when one was not given.
const able = "PublicKeyCredential" in window && window.isSecureContext;

for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able;
for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = able;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll("[data-passkey-problem]")) words.hidden = false;
});
