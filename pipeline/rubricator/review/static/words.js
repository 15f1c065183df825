// The words of the page in the reader's language; what a language lacks stands in English.

let table = {}, english = {};

const load = async (language) => (await fetch(`/static/words.${language}.json`)).json();

export const languages = ["en", "de", "fr"];

export function wanted() {
  const kept = localStorage.getItem("rubricator.language");
  const asked = [kept, ...navigator.languages].filter(Boolean).map((one) => one.slice(0, 2));
  return asked.find((one) => languages.includes(one)) ?? "en";
}

export async function speak(language) {
  english = await load("en");
  table = language === "en" ? english : await load(language);
  localStorage.setItem("rubricator.language", language);
  document.documentElement.lang = language;
  for (const place of document.querySelectorAll("[data-w]")) {
    const keys = place.dataset.key ? ` (${place.dataset.key})` : "";
    place.textContent = w(place.dataset.w);
    if (keys) place.title = w(place.dataset.w) + keys;
  }
  for (const place of document.querySelectorAll("[data-label]")) place.setAttribute("aria-label", w(place.dataset.label));
}

// the words of a key, with values put in for {name}; a count chooses the form for one
export function w(key, values = {}) {
  const one = values.count === 1 ? `${key}.one` : key;
  const words = table[one] ?? table[key] ?? english[one] ?? english[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const layerName = (layer, gloss = "") => {
  const key = `layer.${layer}`;
  return w(key) === key ? gloss || layer : w(key);
};
export const fieldName = (name) => w(`field.${name}`) === `field.${name}` ? name : w(`field.${name}`);
export const choiceName = (value) => w(`choice.${value}`) === `choice.${value}` ? value : w(`choice.${value}`);
