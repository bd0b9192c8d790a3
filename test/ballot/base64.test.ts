import * as z from 'zod';
import { doorOf } from '../../cloudfunctions/ballot/door';

const door = doorOf({
  request: z.object({ word: z.string() }),
  bodyMax: 100,
  reply: z.object({ answer: z.enum(['taken', 'malformed', 'again']) }),
  replyLength: 40,
  take: async () => ({ answer: 'taken' as const }),
});

const sent = JSON.stringify({ word: '好' });

// What the gateway gives for a body in base64; which form it takes is documented as a boolean and seen as the others.
test.each([
  [true, true],
  ['true', true],
  [1, true],
  ['1', true],
  [false, false],
  ['false', false],
  [0, false],
  [undefined, false],
])('a body with isBase64Encoded %p is decoded first: %p', async (isBase64Encoded, isDecoded) => {
  const answerTo = async (body: string) =>
    JSON.parse((await door({ httpMethod: 'POST', body, isBase64Encoded })).body);
  const [plain, coded] = [await answerTo(sent), await answerTo(Buffer.from(sent).toString('base64'))];
  expect(coded).toEqual({ answer: isDecoded ? 'taken' : 'malformed' });
  expect(plain).toEqual({ answer: isDecoded ? 'malformed' : 'taken' });
});
