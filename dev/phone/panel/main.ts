import { make } from '../screen/element';
import { accountSection } from './account';
import {
  colleagues,
  firstSteps,
  type Person,
  people,
  type State,
  state,
  switchColleagues,
  templates,
} from './api';
import { conditions } from './conditions';
import { firstSection } from './first';
import { lastPerson, PhoneFrame } from './frame';
import { messageSection } from './messages';
import { button, choice, section } from './section';
import { timeSection } from './time';

/** What the phone did outside the mini program: copied, called, noted in the calendar. */
const doings: Record<string, (event: Record<string, unknown>) => string> = {
  clipboard: ({ text }) => `复制：${String(text)}`,
  call: ({ number }) => `拨打：${String(number)}`,
  calendar: ({ title }) => `日历：${String(title)}`,
  article: ({ url }) => `打开文章：${String(url)}`,
  document: ({ path }) => `打开文件：${String(path)}`,
  codes: ({ codes }) => `屏幕上的码：${Array.isArray(codes) && codes.length > 0 ? codes.join(' ') : '没有'}`,
};

interface PeopleSection {
  element: HTMLElement;
  /** The holder has changed elsewhere. */
  show(person: Person): void;
}

function peopleSection(
  cast: readonly Person[],
  give: (person: Person) => void,
  chosen: string,
): PeopleSection {
  const field = document.createElement('select');
  field.setAttribute('aria-label', '谁的手机');
  for (const person of cast) {
    field.add(new Option(`${person.name} · ${person.note}`, person.openid, false, person.openid === chosen));
  }
  field.addEventListener('change', () => {
    const person = cast.find(({ openid }) => openid === field.value);
    if (person) give(person);
  });
  return {
    element: section('谁的手机', [field]),
    show: ({ openid }) => {
      field.value = openid;
    },
  };
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
    ...conditions(frame),
    make('div', { class: 'row' }, [button('读取屏幕二维码', () => frame.send('keepCodes'))]),
    make('p', { class: 'hint' }, ['例如大屏上的签到码。换到别人的手机后，扫码时可直接选用。']),
  ]);
}

function clockOf(event: unknown): number | undefined {
  const isClock = typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'clock';
  return isClock && 'now' in event ? Number(event.now) : undefined;
}

async function start(): Promise<void> {
  const [cast, titles, steps, staff] = await Promise.all([people(), templates(), firstSteps(), colleagues()]);
  const frame = new PhoneFrame();
  const log = make('ul', { class: 'log', 'aria-label': '手机操作记录' }, [
    make('li', { class: 'empty' }, ['复制、拨号、打开文章等操作将记录在这里']),
  ]);
  let known: State | undefined;
  const first = cast.find(({ openid }) => openid === lastPerson()) ?? cast[0];
  const time = timeSection(() => void refresh(), staff.isWorking, switchColleagues);
  const holders = peopleSection(cast, (person) => give(person), first?.openid ?? '');
  const give = (person: Person, page = '') => {
    holders.show(person);
    frame.give(person, page);
    paint();
  };
  const start = firstSection(steps, ({ openid, page }) => {
    const person = cast.find((someone) => someone.openid === openid);
    if (person) give(person, page);
  });
  const messages = messageSection(titles, (message) => {
    const owner = cast.find(({ openid }) => openid === message.openid);
    if (owner && owner.openid !== frame.person?.openid) give(owner, message.page);
    else frame.open(message.page);
  });
  const account = accountSection(() => void refresh());
  const paint = () => {
    if (!known) return;
    start.show(known.now);
    messages.show(known, frame.person, cast);
    account.show(known);
  };
  const refresh = async () => {
    known = await state();
    time.show(known.now);
    paint();
  };
  document
    .querySelector('.desk')
    ?.append(
      frame.element,
      make('aside', { class: 'panel', 'aria-label': '工作台' }, [
        make('h1', {}, ['四点对话 · 工作台']),
        start.element,
        holders.element,
        messages.element,
        time.element,
        phoneSection(frame),
        account.element,
        section('手机操作记录', [log]),
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
    if (!text) return;
    log.querySelector('.empty')?.remove();
    log.prepend(make('li', {}, [text]));
  });
}

void start();
