import { readRequest as readBallot } from '../../cloudfunctions/ballot/request';
import { readRequest as readRemark } from '../../cloudfunctions/remark/request';

const ballot = { survey: 's', slot: 0 };

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
])('isBase64Encoded %p is read as %p', (isBase64Encoded, isRead) => {
  const read: string[] = [];
  const parse = jest.spyOn(JSON, 'parse').mockImplementation((text: string) => {
    read.push(text);
    return null;
  });
  const body = Buffer.from(JSON.stringify(ballot)).toString('base64');
  readBallot({ httpMethod: 'POST', body, isBase64Encoded });
  readRemark({ httpMethod: 'POST', body, isBase64Encoded });
  parse.mockRestore();
  const expected = isRead ? '{"survey":"s","slot":0}' : body;
  expect(read).toEqual([expected, expected]);
});
