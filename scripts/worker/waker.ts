/** Sleep that can be cut short. A wake-up that comes while nobody sleeps ends the next sleep at once. */
export class Waker {
  private awake = false;
  private end: (() => void) | null = null;

  wake(): void {
    this.awake = true;
    this.end?.();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.awake) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.awake = false;
    this.end = null;
  }
}
