import { join } from 'node:path';

/** Where component tests find the built mini program; below dist, so that its npm modules are found. */
export const componentRoot = join(__dirname, '../../dist/component-test');
