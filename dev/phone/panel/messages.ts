import { make } from '../screen/element';
import type { Message, Person, State } from './api';
import { section } from './section';
import { timeText } from './time';

/** WeChat's service messages; a tap opens the page that the message names. */
export function messageSection(
  titles: Readonly<Record<string, string>>,
  open: (message: Message) => void,
): {
  element: HTMLElement;
  show(state: State, holder: Person | undefined, people: readonly Person[]): void;
} {
  const list = make('ol', { class: 'messages', 'aria-label': '收到的消息', 'aria-live': 'polite' });
  const everyone = document.createElement('input');
  everyone.type = 'checkbox';
  let repaint = () => {};
  everyone.addEventListener('change', () => repaint());
  const element = section('微信消息', [make('label', {}, [everyone, ' 看所有人的']), list]);

  const item = (message: Message, title: string, to: string): HTMLElement => {
    const card = make('button', { type: 'button', class: 'message' }, [
      make('strong', {}, [title]),
      ...Object.values(message.data).map((value) => make('span', {}, [value])),
      make('small', {}, [`${to}${timeText(message.at)}`]),
    ]);
    card.addEventListener('click', () => open(message));
    return make('li', {}, [card]);
  };
  return {
    element,
    show(state, holder, people) {
      repaint = () => {
        const names = new Map(people.map(({ openid, name }) => [openid, name]));
        const wanted = state.messages.filter(({ openid }) => everyone.checked || openid === holder?.openid);
        const items = wanted.slice(-20).reverse();
        list.replaceChildren(
          ...items.map((message) =>
            item(
              message,
              titles[message.templateId] ?? message.templateId,
              everyone.checked ? `${names.get(message.openid) ?? message.openid} · ` : '',
            ),
          ),
          ...(items.length === 0 ? [make('li', { class: 'empty' }, ['还没有消息'])] : []),
        );
      };
      repaint();
    },
  };
}
