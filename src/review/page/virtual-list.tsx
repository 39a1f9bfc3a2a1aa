import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A list of rows of one height, of which only those in sight are in the document. */

/** Rows above and below those in sight. */
const SPARE = 6;

interface Props<Item> {
  readonly items: readonly Item[];
  readonly height: number;
  readonly label: string;
  /** Kept in sight. */
  readonly selected: number;
  readonly render: (item: Item, index: number) => ComponentChildren;
}

export function VirtualList<Item>({ items, height, label, selected, render }: Props<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [size, setSize] = useState(800);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || selected < 0) return;
    const place = selected * height;
    if (place < element.scrollTop) element.scrollTop = place;
    else if (place + height > element.scrollTop + element.clientHeight)
      element.scrollTop = place + height - element.clientHeight;
  }, [selected, height]);
  const first = Math.max(0, Math.floor(top / height) - SPARE);
  const last = Math.min(items.length, Math.ceil((top + size) / height) + SPARE);
  return (
    <div
      class="scroller"
      ref={box}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      // It scrolls by keys as well.
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <ul class="rows" style={{ height: `${items.length * height}px` }}>
        {items.slice(first, last).map((item, index) => (
          <li
            key={first + index}
            class="row-place"
            style={{ transform: `translateY(${(first + index) * height}px)`, height: `${height}px` }}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
          >
            {render(item, first + index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
