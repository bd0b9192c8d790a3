import { missingInOldLibrary, platforms } from '../platform';
import { Intersection, SelectorQuery } from '../selector-query';
import { settings } from '../settings';
import { createAnimation } from './animation';
import { type Call, withCallbacks } from './call';
import { camera } from './camera';
import { cloud } from './cloud';
import { device, deviceSync } from './device';
import { getFileSystemManager, userDataPath } from './files';
import { navigation } from './navigation';
import { network } from './network';
import { outside, outsideSync } from './outside';
import { sheets } from './sheets';
import { storage, storageSync } from './storage';
import { subscription } from './subscription';

/** Not on every WeChat either: the product asks `if (wx.x)` first, so these are absent, not refused. */
const absent = new Set<string>([
  ...platforms[settings.platform].missing,
  ...(settings.faults.has('old-library') ? missingInOldLibrary : []),
  'qy',
  'onMenuButtonBoundingClientRectWeightChange',
  'offMenuButtonBoundingClientRectWeightChange',
  'then',
  'toJSON',
]);

function refuse(name: string): () => never {
  return () => {
    throw new Error(`The phone does not supply wx.${name}`);
  };
}

const asynchronous: Record<string, Call> = {
  ...navigation,
  ...sheets,
  ...storage,
  ...network,
  ...device,
  ...subscription,
  ...camera,
  ...outside,
};

const supplied: Record<string, unknown> = {
  ...Object.fromEntries(
    Object.entries(asynchronous).map(([name, call]) => [name, withCallbacks(name, call)]),
  ),
  ...storageSync,
  ...deviceSync,
  ...outsideSync,
  createAnimation,
  cloud: new Proxy(cloud, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : refuse(`cloud.${String(name)}`)),
  }),
  env: { USER_DATA_PATH: userDataPath },
  getFileSystemManager,
  nextTick: (callback: () => void) => void Promise.resolve().then(callback),
  createSelectorQuery: () => new SelectorQuery(),
  createIntersectionObserver: (
    scope: ConstructorParameters<typeof Intersection>[0],
    options: ConstructorParameters<typeof Intersection>[1],
  ) => new Intersection(scope, options),
  canIUse: (schema: string): boolean => {
    const name = schema.split('.')[0] ?? '';
    return name in supplied && !absent.has(name);
  },
};

/** Whether the phone has this member of wx, for those who want to know before a tap finds out. */
export const supplies = (name: string): boolean => name in supplied || absent.has(name);

/** The wx object: what the product uses is there, everything else throws with its name when called. */
export const wx: unknown = new Proxy(supplied, {
  get: (target, name) => {
    if (typeof name === 'string' && absent.has(name)) return undefined;
    return typeof name === 'symbol' || name in target ? Reflect.get(target, name) : refuse(name);
  },
});
