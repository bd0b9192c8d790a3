import type { Root } from 'glass-easel-miniprogram-adapter';
import type { PhoneBackend } from './backend';
import type { CompiledApp } from './compiled-app';

export interface AppObject {
  [name: string]: unknown;
}

/** The loaded mini program: its components in a code space, its App object, and how a page is made. */
export interface MiniProgram {
  app: AppObject;
  backend: PhoneBackend;
  config: CompiledApp['config'];
  createRoot(path: string, query: string): Root;
}
