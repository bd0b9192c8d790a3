import { any, type BuiltIn, flag, text } from './definition';
import { resetForm, submitForm } from './form';

const openTypeProperties = [
  'lang',
  'sessionFrom',
  'sendMessageTitle',
  'sendMessagePath',
  'sendMessageImg',
  'appParameter',
  'showMessageCard',
  'phoneNumberNoQuotaToast',
  'activityType',
  'entrancePath',
  'needShowEntrance',
];

/** A page may ask these of a tap on a button; the others would answer with data that no phone here has. */
const harmless = new Set(['', 'share', 'openSetting', 'agreePrivacyAuthorization', 'contact', 'feedback']);

export const button: BuiltIn = {
  properties: {
    size: text('default'),
    type: text('default'),
    plain: flag(),
    disabled: flag(),
    loading: flag(),
    formType: text(),
    openType: text(),
    hoverClass: text('button-hover'),
    ...Object.fromEntries(openTypeProperties.map((name) => [name, any()])),
  },
  mount({ element, node, values, emit }) {
    element.setAttribute('role', 'button');
    element.addEventListener(
      'click',
      (event) => {
        if (values().disabled !== true) return;
        event.stopImmediatePropagation();
        event.preventDefault();
      },
      { capture: true },
    );
    element.addEventListener('click', () => {
      const { formType, openType, disabled } = values();
      if (disabled === true) return;
      if (formType === 'submit') submitForm(node);
      if (formType === 'reset') resetForm(node);
      if (openType === 'agreePrivacyAuthorization') emit('agreeprivacyauthorization', {});
      if (!harmless.has(String(openType ?? '')))
        throw new Error(`The phone has no button open-type ${String(openType)}`);
    });
    return ({ disabled, loading, type, size, plain }) => {
      element.tabIndex = disabled === true ? -1 : 0;
      element.setAttribute('aria-disabled', String(disabled === true));
      element.toggleAttribute('data-loading', loading === true);
      element.toggleAttribute('data-plain', plain === true);
      element.dataset.type = String(type);
      element.dataset.size = String(size);
    };
  },
};
