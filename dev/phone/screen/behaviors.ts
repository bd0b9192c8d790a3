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

/** Properties that every element of glass-easel has already; declared again they would hide its own. */
const elementsOwn = ['id', 'dataset'];

function withoutElementsOwn<T extends object>(definition: T): T {
  const properties: unknown = 'properties' in definition ? definition.properties : undefined;
  if (typeof properties !== 'object' || properties === null) return definition;
  const kept = Object.entries(properties).filter(([name]) => !elementsOwn.includes(name));
  return { ...definition, properties: Object.fromEntries(kept) };
}

/** Puts objects in place of the names in a definition's `behaviors`. */
export function withBehaviors<T extends object>(
  given: T,
  known: ReadonlyMap<string, behavior.GeneralBehavior>,
): T {
  const definition = withoutElementsOwn(given);
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
