/** Messages asked for at once: more than two screens. The server's first render and the browser must ask alike. */
export const THREAD_PAGE_SIZE = 50;
