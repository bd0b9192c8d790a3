/** How the classes and the root of one style sheet are written in the one document that holds all pages. */
export interface Scope {
  /** Prefix of classes, as glass-easel writes them: `scope--name`; none for shared style. */
  classes?: string;
  /** Page whose frame the rules are held in; none for app.wxss and for components. */
  page?: string;
}

// Strings and brackets first, so that dots and hashes inside attribute selectors stay.
const token =
  /\[[^\]]*\]|"[^"]*"|::?[\w-]+|\.((?:[\w-]|[^\0-\x7f]|\\.)+)|#((?:[\w-]|\\.)+)|(?<![\w\\-])([a-zA-Z][\w-]*)/g;

/** Rewrites one selector of WXSS into one of CSS; see the quirks in docs/platform.md, The phone. */
export function rewriteSelector(selector: string, scope: Scope): string {
  const keyframeStep = /^(?:from|to|[\d.]+%)$/;
  if (keyframeStep.test(selector.trim())) return selector;
  const rewritten = selector.replace(
    token,
    (whole: string, className: string | undefined, id: string | undefined, tag: string | undefined) => {
      if (whole === ':host') return scope.classes ? `[wx-host="${scope.classes}"]` : ':host';
      if (className !== undefined) return scope.classes ? `.${scope.classes}--${className}` : whole;
      if (id !== undefined) return `[id$="--${id}"]`;
      if (tag !== undefined) return tag === 'root' ? whole : `wx-${tag}`;
      return whole;
    },
  );
  return scope.page ? `:where([data-page="${scope.page}"]) ${rewritten}` : rewritten;
}
