import { templates } from '../../cloudfunctions/platform/weixin/templates';

const before = process.env.MESSAGE_TEMPLATES;
afterEach(() => {
  if (before === undefined) delete process.env.MESSAGE_TEMPLATES;
  else process.env.MESSAGE_TEMPLATES = before;
});
const fields = { subject: 'thing1', time: 'date2', place: 'thing3', note: 'thing4' };
const written = (note: string) => JSON.stringify({ preview: { id: 'T', fields: { ...fields, note } } });

test('a template whose field cannot take every value is refused by kind and field, before anything is sent', () => {
  process.env.MESSAGE_TEMPLATES = written('thing9');
  expect(templates().preview?.fields.note).toBe('thing9');
  process.env.MESSAGE_TEMPLATES = written('phrase9');
  expect(() => templates()).toThrow('preview 的 note 不能用 phrase9');
});
