import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calledInterfaces, privacyWords, TYPED } from '../../dev/privacy/words';

const college = { name: '临江学院', contact: '活动办公室 010-00001234' };

test('the words name what the pages call, what people type, the college and whom to ask', () => {
  const words = privacyWords(college);
  for (const name of [
    'chooseMedia',
    'chooseMessageFile',
    'setClipboardData',
    'addPhoneCalendar',
    'saveImageToPhotosAlbum',
  ])
    expect(words).toContain(`| wx.${name} |`);
  for (const kind of ['姓名', '学号或工号', '手机号码', '发布内容']) expect(words).toContain(`| ${kind} |`);
  expect(words).toContain('处理者：临江学院');
  expect(words).toContain('联系 活动办公室 010-00001234');
});

test('nothing is declared that nobody calls', () => {
  expect(calledInterfaces('wx.chooseMedia({})')).toEqual([
    { kind: '选中的照片或视频信息', by: 'wx.chooseMedia', purpose: '为诉求附上照片' },
  ]);
  expect(calledInterfaces('wx.scanCode({}); wx.makePhoneCall({})')).toEqual([]);
});

test.each([
  ['wx.getLocation({})', 'wx.getLocation 要在隐私保护指引里声明'],
  ['wx.chooseLocation({})', 'wx.chooseLocation 要在隐私保护指引里声明'],
  ['<camera mode="normal">', '摄像头'],
  ['<button open-type="getPhoneNumber">', '手机号和头像按钮'],
])('%s without a purpose stops the words', (text, sentence) => {
  expect(() => calledInterfaces(text)).toThrow(sentence);
});

test.each(TYPED.map(({ kind, page, beside }) => [kind, page, beside]))(
  '%s is typed in %s',
  (_, page, beside) => {
    const template = readFileSync(join(__dirname, '../../miniprogram', page), 'utf8');
    expect(template).toContain(beside);
  },
);
