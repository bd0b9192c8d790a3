import { make } from '../element';
import { markTap } from '../touch';
import { type Call, numberOption, Refusal, textOption } from './call';

let toast: HTMLElement | undefined;
let toastTimer: ReturnType<typeof setTimeout> | undefined;

function hideToast(): void {
  clearTimeout(toastTimer);
  toast?.remove();
  toast = undefined;
}

function showToast(title: string, kind: string, hasMask: boolean): void {
  hideToast();
  toast = make('div', { class: 'toast-layer', ...(hasMask ? { 'data-mask': '' } : {}) }, [
    make('div', { class: 'toast', role: kind === 'error' ? 'alert' : 'status', 'data-kind': kind }, [
      ...(kind === 'none' ? [] : [make('i', { 'aria-hidden': 'true' })]),
      make('span', {}, [title]),
    ]),
  ]);
  document.body.append(toast);
}

/** A sheet over everything that closes with one answer. */
export function ask<T>(build: (answer: (value: T) => void) => HTMLElement): Promise<T> {
  return new Promise((resolve) => {
    const layer = make('div', { class: 'sheet-layer' });
    layer.append(
      build((value) => {
        markTap();
        layer.remove();
        resolve(value);
      }),
    );
    document.body.append(layer);
    layer.querySelector<HTMLElement>('button:last-of-type, input')?.focus({ preventScroll: true });
  });
}

/** A button of a sheet. */
export function sheetButton(
  text: string,
  onTap: () => void,
  attributes: Record<string, string> = {},
): HTMLElement {
  const button = make('button', { type: 'button', ...attributes }, [text]);
  button.addEventListener('click', onTap);
  return button;
}

export const sheets: Record<string, Call> = {
  showToast: (options) => {
    const icon = typeof options.image === 'string' ? 'none' : String(options.icon ?? 'success');
    showToast(textOption(options, 'title'), icon, options.mask === true);
    toastTimer = setTimeout(hideToast, numberOption(options, 'duration', 1500));
  },
  hideToast: () => hideToast(),
  showLoading: (options) => showToast(textOption(options, 'title'), 'loading', options.mask === true),
  hideLoading: () => hideToast(),
  showModal: (options) => {
    const title = String(options.title ?? '');
    const input = make('input', {
      type: 'text',
      placeholder: String(options.placeholderText ?? ''),
      'aria-label': title,
    });
    return ask<Record<string, unknown>>((answer) => {
      const content = () => (input instanceof HTMLInputElement ? input.value : '');
      const editable = options.editable === true;
      if (input instanceof HTMLInputElement && editable) input.value = String(options.content ?? '');
      return make(
        'div',
        {
          class: 'modal',
          role: 'dialog',
          'aria-modal': 'true',
          'aria-label': title || String(options.content ?? ''),
        },
        [
          make('h2', {}, [title]),
          editable ? input : make('p', {}, [String(options.content ?? '')]),
          make('footer', {}, [
            ...(options.showCancel === false
              ? []
              : [
                  sheetButton(
                    String(options.cancelText ?? '取消'),
                    () => answer({ confirm: false, cancel: true }),
                    {
                      style: `color:${String(options.cancelColor ?? 'inherit')}`,
                    },
                  ),
                ]),
            sheetButton(
              String(options.confirmText ?? '确定'),
              () => answer({ confirm: true, cancel: false, ...(editable ? { content: content() } : {}) }),
              { style: `color:${String(options.confirmColor ?? '#576b95')}` },
            ),
          ]),
        ],
      );
    });
  },
  showActionSheet: async (options) => {
    const items = Array.isArray(options.itemList) ? options.itemList.map(String) : [];
    const index = await ask<number>((answer) =>
      make(
        'div',
        { class: 'action-sheet', role: 'dialog', 'aria-label': String(options.alertText ?? '请选择') },
        [
          ...items.map((item, at) => sheetButton(item, () => answer(at))),
          sheetButton('取消', () => answer(-1), { class: 'action-cancel' }),
        ],
      ),
    );
    if (index < 0) throw new Refusal('cancel');
    return { tapIndex: index };
  },
};
