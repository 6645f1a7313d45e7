import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { learn } from '@/shared/words/words';

// What comes later is waited for, however slow the machine is.
configure({ asyncUtilTimeout: 20_000 });

// What the page itself does before any script of ours.
window.kept = () => '';
window.scheme = () => 'light';
history.replaceState(null, '', '/manage/?shop=lighthouse');

vi.mock('next/navigation', () => ({
  usePathname: () => '/',
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  useSearchParams: () => new URLSearchParams('id=1wjyq6s09khs'),
}));

beforeAll(async () => {
  await learn('en');
});
beforeEach(() => localStorage.clear());
afterEach(cleanup);
