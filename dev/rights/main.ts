// npm run rights
// Writes docs/rights.md from the use cases. Calls nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';
import { rightsPage } from './table';

writeFileSync(join(root, 'docs/rights.md'), rightsPage());
