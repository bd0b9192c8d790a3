import { lackingOf, type SetUp } from '../../../cloudfunctions/core/message/setup';

const whole: SetUp = { httpBase: 'https://dialogue.example.edu.cn', hasPasses: true, hasScanCheck: true };

test.each<[string, Partial<SetUp>, string[]]>([
  ['everything', {}, []],
  [
    'no domain, on which the others wait',
    { httpBase: '', hasPasses: false, hasScanCheck: false },
    ['domain'],
  ],
  ['no passes', { hasPasses: false }, ['passes']],
  ['no rule for the scanner', { hasScanCheck: false }, ['scan']],
  ['neither', { hasPasses: false, hasScanCheck: false }, ['passes', 'scan']],
])('a college with %s is told what is lacking and where to click', (_label, part, ids) => {
  const lacking = lackingOf({ ...whole, ...part });
  expect(lacking.map(({ id }) => id)).toEqual(ids);
  for (const { todo } of lacking) expect(todo).toMatch(/college\.json.*npm run deploy/);
});
