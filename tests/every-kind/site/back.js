// When did somebody come to this page by going back or forward? The browser may have kept it or load it anew.

export function whenBack(then) {
  const [navigation] = performance.getEntriesByType('navigation');
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted || navigation.type === 'back_forward') then();
  });
}
