import type { behavior, CodeSpace } from 'glass-easel-miniprogram-adapter';

type Definition = Parameters<ReturnType<CodeSpace['behavior']>['definition']>[0];

/** WeChat's built-in behaviors, which components name by a string; glass-easel knows objects only. */
export function builtInBehaviors(space: CodeSpace): Map<string, behavior.GeneralBehavior> {
  const field: Definition = {
    properties: { name: { type: String, value: '' }, value: { type: null, value: '' } },
  };
  const define = (definition: Definition) => space.behavior().definition(definition).register();
  return new Map<string, behavior.GeneralBehavior>([
    ['wx://form-field', define(field)],
    ['wx://form-field-group', define({})],
    ['wx://form-field-button', define({})],
    ['wx://component-export', define({})],
    // Hands a skyline scroll-view on; on the WebView there is nothing to hand on.
    ['wx://proxy-scroll-view', define({})],
  ]);
}

/** Puts objects in place of the names in a definition's `behaviors`. */
export function withBehaviors<T extends object>(
  definition: T,
  known: ReadonlyMap<string, behavior.GeneralBehavior>,
): T {
  const behaviors: unknown = 'behaviors' in definition ? definition.behaviors : undefined;
  if (!Array.isArray(behaviors)) return definition;
  return {
    ...definition,
    behaviors: behaviors.map((item: unknown) => {
      if (typeof item !== 'string') return item;
      const found = known.get(item);
      if (!found) throw new Error(`The phone has no behavior ${item}`);
      return found;
    }),
  };
}
