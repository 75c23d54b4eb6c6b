/** What the viewer chose, kept in this browser: the language and the theme. */
export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const chosen = $state<{ language: Language; theme: Theme }>({
  language: kept("language", LANGUAGES) ?? ofBrowser(),
  theme: kept("theme", THEMES) ?? "auto",
});
apply();

export function language(): Language {
  return chosen.language;
}

export function theme(): Theme {
  return chosen.theme;
}

export function chooseLanguage(language: Language): void {
  chosen.language = language;
  keep("language", language);
}

export function chooseTheme(theme: Theme): void {
  chosen.theme = theme;
  keep("theme", theme);
}

function apply(): void {
  document.documentElement.lang = chosen.language;
  document.documentElement.dataset["theme"] = chosen.theme;
}

function ofBrowser(): Language {
  return navigator.languages.some((language) => language.startsWith("vi")) ? "vi" : "en";
}

function kept<T extends string>(name: string, values: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(`ahaflow.${name}`);
    return values.find((known) => known === value);
  } catch {
    return undefined; // A browser may forbid to keep anything.
  }
}

function keep(name: string, value: string): void {
  apply();
  try {
    localStorage.setItem(`ahaflow.${name}`, value);
  } catch {
    // Then it holds until the page is closed.
  }
}
