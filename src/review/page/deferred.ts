import { useEffect, useState } from 'preact/hooks';

/** The rows as they were a moment ago: what is slow follows once nobody types. */
export function useDeferredRows<Rows>(rows: Rows): Rows {
  const [calm, setCalm] = useState(rows);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(rows), 150);
    return () => clearTimeout(timer);
  }, [rows]);
  return calm;
}
