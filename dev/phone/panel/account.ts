import { make } from '../screen/element';
import { type State, tell } from './api';
import { button, section } from './section';

/** What a person does in the official account's console: publish a draft, or write an article. */
export function accountSection(refresh: () => void): { element: HTMLElement; show(state: State): void } {
  const drafts = make('ul', { 'aria-label': '草稿' });
  const articles = make('ul', { 'aria-label': '已发表' });
  const title = document.createElement('input');
  title.placeholder = '标题';
  title.setAttribute('aria-label', '文章标题');
  const publish = (article: object) => void tell('/workbench/articles', article).then(refresh);
  const element = section('公众号', [
    drafts,
    make('div', { class: 'row' }, [
      title,
      button('发表', () => {
        if (title.value) publish({ title: title.value, content: `<p>${title.value}</p>` });
        title.value = '';
      }),
    ]),
    articles,
  ]);
  return {
    element,
    show(state) {
      drafts.replaceChildren(
        ...state.drafts.flatMap(({ articles: parts }) =>
          parts.map((part) =>
            make('li', {}, [
              `草稿：${part.title} `,
              button('发表', () =>
                publish({
                  title: part.title,
                  author: part.author,
                  digest: part.digest,
                  content: part.content,
                  content_source_url: part.content_source_url,
                }),
              ),
            ]),
          ),
        ),
      );
      articles.replaceChildren(...state.articles.slice(-5).map((article) => make('li', {}, [article.title])));
    },
  };
}
