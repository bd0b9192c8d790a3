import { join } from 'node:path';
import simulate from 'miniprogram-simulate';
import { componentRoot } from './component-root';
import { completeWx } from './globals';

export type Rendered = ReturnType<typeof simulate.render>;

/**
 * Renders one of the mini program's components with WeChat's own template compiler, attached to the document.
 * One component a test file: jest keeps modules, so a second load would miss the children of the first.
 *
 * @param path from the root of the mini program, such as `components/four-dots/four-dots`
 * @param properties its properties, by name
 */
export function loadComponent(path: string): (properties?: Record<string, unknown>) => Rendered {
  completeWx();
  const id = simulate.load(join(componentRoot, path), {
    rootPath: componentRoot,
    compiler: 'official',
    // The compiler answers the templates of the whole mini program at once: more than its default of 1 MB.
    compilerOptions: { maxBuffer: 64 * 1024 * 1024 },
  });
  return (properties = {}) => {
    const component = simulate.render(id, properties);
    const parent = document.createElement('parent-wrapper');
    component.attach(parent);
    return component;
  };
}
