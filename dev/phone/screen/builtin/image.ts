import { settings } from '../settings';
import { cloudFileUrl } from '../wx/cloud';
import { showable } from '../wx/files';
import { any, type BuiltIn, flag, text } from './definition';

const fit: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover' };

/** Where the bytes of a picture are: in the package, in the cloud's storage, or on this phone. */
export function pictureUrl(source: string, page: string): string {
  if (source.startsWith('cloud://')) return cloudFileUrl(source);
  if (/^(data:|blob:)/.test(source)) return source;
  if (/^https?:/.test(source)) return showable(source);
  const path = source.startsWith('/') ? source : new URL(source, `http://x/${page}`).pathname;
  return `/phone/files${path}`;
}

export const image: BuiltIn = {
  properties: {
    src: text(),
    mode: text('scaleToFill'),
    lazyLoad: flag(),
    webp: flag(),
    showMenuByLongpress: flag(),
    forceHttps: flag(),
    fadeIn: any(),
  },
  mount({ element, emit }) {
    const picture = document.createElement('img');
    picture.draggable = false;
    picture.addEventListener('load', () =>
      emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }),
    );
    picture.addEventListener('error', () => emit('error', { errMsg: `GET ${picture.src} failed` }));
    element.append(picture);
    let shown = '';
    return ({ src, mode, ariaLabel, ariaHidden }) => {
      const source = String(src ?? '');
      const isWide = mode === 'widthFix';
      const isTall = mode === 'heightFix';
      picture.style.cssText = `display:block;width:${isTall ? 'auto' : '100%'};height:${isWide ? 'auto' : '100%'};object-fit:${fit[String(mode)] ?? 'fill'}`;
      if (isWide) element.style.height = 'auto';
      picture.alt = ariaHidden ? '' : String(ariaLabel ?? '');
      if (source === shown) return;
      shown = source;
      if (source === '' || (settings.isOffline && /^(cloud|https):/.test(source)))
        picture.removeAttribute('src');
      else picture.src = pictureUrl(source, element.closest<HTMLElement>('.page-frame')?.dataset.page ?? '');
    };
  },
};
