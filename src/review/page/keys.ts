import { useLayoutEffect, useRef } from 'preact/hooks';

/** Keys of a page; none of them while somebody writes. */
export function useKeys(keys: Readonly<Record<string, () => unknown>>): void {
  const now = useRef(keys);
  now.current = keys;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      // A button that has the focus is pressed by these.
      if ((event.key === 'Enter' || event.key === ' ') && /^(?:BUTTON|SUMMARY|A)$/.test(target.tagName))
        return;
      const action = now.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
