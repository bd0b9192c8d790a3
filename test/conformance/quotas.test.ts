import { Clock } from '../../dev/cloud/clock';
import { ContentCheck } from '../../dev/cloud/weixin/content-check';

// What WeChat takes in a minute (docs/platform.md, Content checks), by a clock that stands.

const NOW = Date.UTC(2026, 10, 23, 2);
afterEach(() => jest.useRealTimers());

const text = { content: '热水', version: 2, scene: 2, openid: 'o-student' };
const picture = {
  media_url: 'http://127.0.0.1:9/none',
  media_type: 2,
  version: 2,
  scene: 2,
  openid: 'o-student',
};

test.each<[string, number, (check: ContentCheck) => Promise<unknown>]>([
  ['texts', 4000, (check) => check.text(text)],
  ['pictures', 2000, (check) => check.mediaLater(picture)],
])('%s are checked up to %i a minute, and again in the next', async (_label, most, once) => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  const clock = new Clock(0, () => undefined);
  const check = new ContentCheck(
    clock,
    { risky: [], review: [] },
    () => true,
    () => undefined,
  );
  for (let taken = 0; taken < most; taken++) await once(check);
  await expect(once(check)).rejects.toMatchObject({ errcode: 45009 });
  jest.setSystemTime(NOW + 60_000);
  await expect(once(check)).resolves.toMatchObject({ errcode: 0 });
});
