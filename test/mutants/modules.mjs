import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import transform from '../transform.cjs';

/** Compiled once, evaluated for every test file: evaluating is quick, compiling is not. */
const compiled = new Map();

const ENDINGS = ['', '.ts', '.js', '.mjs', '.json', '/index.ts'];
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname', 'jest'];

/**
 * The product's own modules as one test file sees them, with the compiler that Jest uses too. Packages are Node's own
 * and shared by all.
 */
export class Modules {
  #loaded = new Map();
  #jest;
  #packages;

  /**
   * `jest`: what tests and modules find under that name, made for a file. `packages`: what they get in place of a
   * package.
   */
  constructor(jest, packages) {
    this.#jest = jest;
    this.#packages = packages;
  }

  forget() {
    this.#loaded.clear();
  }

  /** What is loaded meanwhile is loaded anew, and known to nobody afterwards. */
  isolate(run) {
    const before = this.#loaded;
    this.#loaded = new Map();
    try {
      run();
    } finally {
      this.#loaded = before;
    }
  }

  files() {
    return [...this.#loaded.keys()];
  }

  load(file) {
    const known = this.#loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.#loaded.set(file, module);
    if (file.endsWith('.json')) module.exports = JSON.parse(readFileSync(file, 'utf8'));
    else {
      const require = this.requireOf(file);
      const run = compile(file);
      run.call(
        module.exports,
        module.exports,
        require,
        module,
        file,
        path.dirname(file),
        this.#jest(require),
      );
    }
    return module.exports;
  }

  requireOf(file) {
    const ofNode = createRequire(file);
    return Object.assign(
      (name) => {
        if (name.startsWith('.')) return this.load(resolve(path.resolve(path.dirname(file), name)));
        return this.#packages[name] ?? ofNode(name);
      },
      { resolve: ofNode.resolve },
    );
  }
}

function compile(file) {
  const known = compiled.get(file);
  if (known) return known;
  const { code } = transform.process(readFileSync(file, 'utf8'), file);
  const made = compileFunction(code, PARAMETERS, { filename: file });
  compiled.set(file, made);
  return made;
}

function resolve(place) {
  const found = ENDINGS.map((ending) => place + ending).find(
    (each) => existsSync(each) && statSync(each).isFile(),
  );
  if (found === undefined) throw new Error(`no module ${place}`);
  return found;
}
