import { make } from '../screen/element';
import { accountSection } from './account';
import { type Person, people, type State, state, templates } from './api';
import { lastPerson, PhoneFrame } from './frame';
import { messageSection } from './messages';
import { button, choice, section } from './section';
import { timeSection } from './time';

const kinds: Record<string, string> = { student: '学生', staff: '教职工' };

/** What the phone did outside the mini program: copied, called, noted in the calendar. */
const doings: Record<string, (event: Record<string, unknown>) => string> = {
  clipboard: ({ text }) => `复制：${String(text)}`,
  call: ({ number }) => `拨打：${String(number)}`,
  calendar: ({ title }) => `日历：${String(title)}`,
  article: ({ url }) => `打开文章：${String(url)}`,
  document: ({ path }) => `打开文件：${String(path)}`,
  codes: ({ codes }) => `屏幕上的码：${Array.isArray(codes) && codes.length > 0 ? codes.join(' ') : '没有'}`,
};

function peopleSection(cast: readonly Person[], give: (person: Person) => void, chosen: string): HTMLElement {
  const field = document.createElement('select');
  field.setAttribute('aria-label', '谁的手机');
  for (const person of cast) {
    const text = `${person.name} · ${kinds[person.kind] ?? person.kind} · ${person.note}`;
    field.add(new Option(text, person.openid, false, person.openid === chosen));
  }
  field.addEventListener('change', () => {
    const person = cast.find(({ openid }) => openid === field.value);
    if (person) give(person);
  });
  return section('谁的手机', [field]);
}

function phoneSection(frame: PhoneFrame): HTMLElement {
  return section('手机', [
    choice(
      [
        ['light', '浅色'],
        ['dark', '深色'],
      ] as const,
      'light',
      (theme) => {
        frame.look.theme = theme;
        frame.send('theme', theme);
      },
    ),
    choice(
      [
        ['standard', '标准字号'],
        ['large', '大'],
        ['xlarge', '超大'],
      ] as const,
      'standard',
      (size) => {
        frame.look.size = size;
        frame.restart();
      },
    ),
    choice(
      [
        ['on', '有网络'],
        ['off', '断网'],
      ] as const,
      'on',
      (value) => {
        frame.look.isOffline = value === 'off';
        frame.send('offline', frame.look.isOffline);
      },
    ),
    make('div', { class: 'row' }, [button('记住屏幕上的码', () => frame.send('keepCodes'))]),
  ]);
}

function clockOf(event: unknown): number | undefined {
  const isClock = typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'clock';
  return isClock && 'now' in event ? Number(event.now) : undefined;
}

async function start(): Promise<void> {
  const [cast, titles] = await Promise.all([people(), templates()]);
  const frame = new PhoneFrame();
  const log = make('ul', { class: 'log', 'aria-label': '手机做了什么' });
  let known: State | undefined;
  const time = timeSection(() => void refresh());
  const messages = messageSection(titles, (message) => {
    const owner = cast.find(({ openid }) => openid === message.openid);
    if (owner && owner.openid !== frame.person?.openid) frame.give(owner, message.page);
    else frame.open(message.page);
  });
  const account = accountSection(() => void refresh());
  const paint = () => {
    if (!known) return;
    messages.show(known, frame.person, cast);
    account.show(known);
  };
  const refresh = async () => {
    known = await state();
    time.show(known.now);
    paint();
  };
  const first = cast.find(({ openid }) => openid === lastPerson()) ?? cast[0];
  const give = (person: Person) => {
    frame.give(person);
    paint();
  };
  document
    .querySelector('.desk')
    ?.append(
      frame.element,
      make('aside', { class: 'panel', 'aria-label': '工作台' }, [
        make('h1', {}, ['四点对话 · 工作台']),
        peopleSection(cast, give, first?.openid ?? ''),
        messages.element,
        time.element,
        phoneSection(frame),
        account.element,
        section('手机做了什么', [log]),
      ]),
    );
  if (first) give(first);
  await refresh();
  const events = new EventSource('/phone/events');
  events.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const event: unknown = JSON.parse(data);
    frame.send('event', event);
    // While the clock is moved a long way it tells each step; those need no new state.
    const now = clockOf(event);
    if (now === undefined) void refresh();
    else time.show(now);
  });
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== location.origin || typeof data !== 'object' || data === null || !('kind' in data)) return;
    const text = doings[String(data.kind)]?.({ ...data });
    if (text) log.prepend(make('li', {}, [text]));
  });
}

void start();
