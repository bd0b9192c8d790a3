import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';
import { button } from './button';
import { canvas } from './canvas';
import { type BuiltIn, register } from './definition';
import { form, label } from './form';
import { image } from './image';
import { navigationBar, pageMeta, rootPortal, textElement, view } from './plain';

const builtIns: Record<string, BuiltIn> = {
  view,
  text: textElement,
  'root-portal': rootPortal,
  'page-meta': pageMeta,
  'navigation-bar': navigationBar,
  'match-media': view,
  button,
  form,
  label,
  image,
  canvas,
};

/** All built-in components by tag; the list of what the phone supports. */
export function registerBuiltIns(space: CodeSpace): Map<string, glassEasel.GeneralComponentDefinition> {
  return new Map(Object.entries(builtIns).map(([tag, builtIn]) => [tag, register(space, tag, builtIn)]));
}
