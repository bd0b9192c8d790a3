import type { AppConfig } from './compiled-app';
import { settings, type Theme } from './settings';

let themes: AppConfig['theme'] = { light: {}, dark: {} };
const listeners = new Set<(theme: Theme) => void>();

export function useThemes(known: AppConfig['theme']): void {
  themes = known;
  document.documentElement.dataset.theme = settings.theme;
}

/** A value of app.json or a page's JSON, `@name` looked up in theme.json. */
export function themed(value: unknown, fallback: string): string {
  if (typeof value !== 'string') return fallback;
  if (!value.startsWith('@')) return value;
  const found = themes[settings.theme][value.slice(1)];
  if (found === undefined) throw new Error(`theme.json has no ${settings.theme} value for ${value}`);
  return found;
}

export function setTheme(theme: Theme): void {
  settings.theme = theme;
  document.documentElement.dataset.theme = theme;
  for (const listener of [...listeners]) listener(theme);
}

export function onTheme(listener: (theme: Theme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const forgetTheme = (listener: (theme: Theme) => void): boolean => listeners.delete(listener);
