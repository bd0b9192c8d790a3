import { type BuiltIn, text } from './definition';

/** A web page over the whole view of its page. */
export const webView: BuiltIn = {
  properties: { src: text() },
  mount({ element, emit }) {
    const frame = document.createElement('iframe');
    frame.title = '网页';
    frame.addEventListener('load', () => emit('load', { src: frame.src }));
    element.append(frame);
    return ({ src }) => {
      if (src && frame.getAttribute('src') !== src) frame.src = String(src);
    };
  },
};
