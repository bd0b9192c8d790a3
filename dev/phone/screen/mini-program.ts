import type { Root, types } from 'glass-easel-miniprogram-adapter';
import {
  type CodeSpace,
  type ComponentEnv,
  component,
  type glassEasel,
  MiniProgramEnv,
} from 'glass-easel-miniprogram-adapter';
import { PhoneBackend } from './backend';
import { builtInBehaviors, withBehaviors } from './behaviors';
import { registerBuiltIns } from './builtin';
import type { CompiledApp, ComponentConfig } from './compiled-app';
import { createRequire } from './modules';
import { stack } from './page-stack';
import type { AppObject, MiniProgram } from './running-program';
import { extendComponents } from './selector-query';

/** Fires `ready`, which glass-easel registers and never calls: after attaching, children before parents. */
function readyBehavior(space: CodeSpace): glassEasel.GeneralBehavior {
  let attached: component.GeneralComponent[] = [];
  const flush = () => {
    const waiting = attached;
    attached = [];
    for (const caller of waiting.reverse()) caller._$.triggerLifetime('ready', []);
  };
  return space
    .getComponentSpace()
    .define()
    .lifetime('attached', function (this: unknown) {
      if (!(this instanceof component.ComponentCaller)) return;
      if (attached.length === 0) setTimeout(flush, 0);
      attached.push(this);
    })
    .registerBehavior() as glassEasel.GeneralBehavior;
}

/** The adapter isolates whatever says `component: true`; WeChat shares a page's style unless told otherwise. */
const sharedStyle: ComponentConfig = { styleIsolation: 'shared' as types.StyleIsolation };

/** Registers templates and settings, runs app.js, and loads pages with their components when first opened. */
export function loadMiniProgram(compiled: CompiledApp, wx: unknown): MiniProgram {
  const { config } = compiled;
  const environment = new MiniProgramEnv();
  const builtIns = registerBuiltIns(environment.getGlobalCodeSpace());
  const backend = new PhoneBackend();
  const associated = environment.associateBackend(backend);
  const space = environment.createCodeSpace('', true);
  space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true });
  for (const [tag, definition] of builtIns)
    space.getComponentSpace().setGlobalUsingComponent(tag, definition);
  // glass-easel takes an unknown tag for a plain element; here it is a tag that the phone does not supply.
  Object.assign(space.getComponentSpace(), { _$allowUnusedNativeNode: false });
  space.setOverallBehavior(readyBehavior(space));
  const behaviors = builtInBehaviors(space);
  const groupList = compiled.templates();
  for (const [path, json] of Object.entries(config.components)) {
    const isPage = config.pages.includes(path);
    space.addComponentStaticConfig(path, isPage ? { ...sharedStyle, ...json } : json);
    space.addStyleSheet(path, undefined, compiled.scopes[path]);
    const content = groupList?.[path];
    if (content) space.addCompiledTemplate(path, { groupList, content });
  }

  const app: AppObject = {};
  const registered = new Set<string>();
  // Component() belongs to the file being loaded, also when a module that this file requires calls it.
  let current = '';
  const inCurrent = <T>(run: (env: ComponentEnv) => T): T => space.componentEnv(current, run);
  const globals = [
    wx,
    (definition: AppObject) => Object.assign(app, definition),
    (definition: object) => inCurrent((env) => env.Page(withBehaviors(definition, behaviors))),
    (definition: object) => {
      honourOptions(space, current, definition);
      inCurrent((env) => env.Component(withBehaviors(definition, behaviors)));
    },
    (definition: object) => inCurrent((env) => env.Behavior(withBehaviors(definition, behaviors))),
    () => app,
    () => stack.map((page) => page.object),
    // WeChat's logic layer has an object of this name, shared by all files.
    {},
  ];
  const modules = createRequire(compiled.modules, globals);

  const loadComponent = (path: string): void => {
    if (registered.has(path)) return;
    registered.add(path);
    const json = config.components[path];
    if (!json) throw new Error(`The mini program has no component ${path}`);
    for (const target of usedComponents(json)) loadComponent(target);
    current = path;
    modules.load(`${path}.js`);
  };
  const createRoot = (path: string, query: string): Root => {
    if (!(path in config.components)) throw new Error(`page "${path}" is not found`);
    const components = space.getComponentSpace();
    components.startGroupRegister();
    try {
      loadComponent(path);
    } finally {
      components.endGroupRegister();
    }
    return associated.createRoot('page', space, query ? `${path}?${query}` : path);
  };

  extendComponents();
  if (modules.has('app.js')) modules.load('app.js');
  return { app, backend, config, createRoot };
}

function usedComponents(json: ComponentConfig): string[] {
  const generics = Object.values(json.componentGenerics ?? {}).flatMap((generic) =>
    typeof generic === 'object' && generic.default ? [generic.default] : [],
  );
  return [...Object.values(json.usingComponents ?? {}), ...generics].map((path) => path.replace(/^\//, ''));
}

/** Style isolation may also stand in a component's JavaScript; the adapter reads the JSON only. */
function honourOptions(space: CodeSpace, path: string, definition: object): void {
  const options: unknown = 'options' in definition ? definition.options : undefined;
  if (typeof options !== 'object' || options === null) return;
  const known = space.getComponentStaticConfig(path);
  if (known?.styleIsolation !== undefined) return;
  if ('styleIsolation' in options || 'addGlobalClass' in options)
    space.addComponentStaticConfig(path, Object.assign({}, known, options));
}
