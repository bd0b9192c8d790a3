import { parseArgs } from 'node:util';
import { readCollege } from '../college/college-file';
import { privacyWords } from './words';

/** `npm run privacy -- --college FILE`: the words for WeChat's privacy guide, from what the code really calls. */
try {
  const { values } = parseArgs({ options: { college: { type: 'string', default: 'college.json' } } });
  console.log(privacyWords(readCollege(values.college)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
