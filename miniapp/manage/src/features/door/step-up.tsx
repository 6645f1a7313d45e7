import { lazy, Suspense, useEffect, useState } from 'react';
import { onQuestion } from '@/shared/api/step-up';

const Question = lazy(() => import('./question'));

/** Asks for the second factor when the API wants it; what was wished goes on by itself. */
export function StepUp() {
  const [answer, ask] = useState<((passed: boolean) => void) | null>(null);
  useEffect(() => onQuestion((how) => ask(() => how)), []);
  if (!answer) return null;
  return (
    <Suspense>
      <Question
        done={(passed) => {
          ask(null);
          answer(passed);
        }}
      />
    </Suspense>
  );
}
