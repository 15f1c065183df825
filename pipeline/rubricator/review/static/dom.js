// Elements made from data: words become text, never markup.

export const find = (selector, inside = document) => inside.querySelector(selector);
export const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

export function el(name, values = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(values)) {
    if (value === false || value == null) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "disabled" || key === "selected") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

export const button = (words, act, values = {}) => el("button", { type: "button", onclick: act, ...values }, words);

export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child != null && child !== false));
}

export function say(words) {
  const place = find("#said");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = words; });
}

let returnTo = null;

export function dialog(title, ...children) {
  const box = find("#dialog");
  find("#dialog-title").textContent = title;
  fill(find("#dialog-body"), ...children);
  if (!box.open) {
    returnTo = document.activeElement;
    box.showModal();
  }
  find("#dialog-body input, #dialog-body button, #dialog-body select, #dialog-body textarea")?.focus();
}

export function closeDialog() {
  find("#dialog").close();
}

export function whenClosed() {
  returnTo?.focus?.();
  returnTo = null;
}
