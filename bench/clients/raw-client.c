// SPDX-License-Identifier: MIT
//
// The least that a client on libdbus can cost: no event loop, no threads, one blocking call after
// another, or n pending ones. Commands and answers are those of measure.cjs, one per line.
//
// usage: raw-client BUS_ADDRESS REQUEST_FILE

#include <sys/resource.h>
#include <time.h>

#include "wire.h"

#define TIMEOUT_MS 300000
#define MAX_CALLS 100000

static DBusConnection *connection;
static const char *request_template;
static char *request;
static size_t expected_size;

static struct {
  long wanted, started, finished;
  double end;
} flight;

static double microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static double cpuMicroseconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void prepare(long size) {
  char scopes[64];
  snprintf(scopes, sizeof(scopes), "size-%ld", size);
  free(request);
  request = fillIn(request_template, "@SCOPE@", scopes, 0);
  expected_size = (size_t)size;
}

static DBusMessage *newCall(void) {
  const char *version = "0.0";
  const char *correlation_id = "7c1b0a52-6c3f-4a62-8a57-0f7d3f6e1b11";
  const char *body = request;
  DBusMessage *call = dbus_message_new_method_call(BROKER_NAME, BROKER_PATH, BROKER_INTERFACE,
                                                   "acquireTokenSilently");
  dbus_message_append_args(call, DBUS_TYPE_STRING, &version, DBUS_TYPE_STRING, &correlation_id,
                           DBUS_TYPE_STRING, &body, DBUS_TYPE_INVALID);
  return call;
}

// Copies the text, as every client has to that keeps it.
static void take(DBusMessage *reply) {
  const char *text = NULL;
  if (reply == NULL ||
      !dbus_message_get_args(reply, NULL, DBUS_TYPE_STRING, &text, DBUS_TYPE_INVALID)) {
    fprintf(stderr, "no token reply\n");
    exit(1);
  }
  char *copy = must(strdup(text), "out of memory");
  if (strlen(copy) != expected_size) {
    fprintf(stderr, "a reply of %zu bytes, not %zu\n", strlen(copy), expected_size);
    exit(1);
  }
  free(copy);
  dbus_message_unref(reply);
}

static int ascending(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void latency(long calls) {
  static double times[MAX_CALLS];
  const double cpu = cpuMicroseconds();
  for (long i = 0; i < calls; ++i) {
    const double start = microseconds();
    DBusMessage *call = newCall();
    take(dbus_connection_send_with_reply_and_block(connection, call, TIMEOUT_MS, NULL));
    dbus_message_unref(call);
    times[i] = microseconds() - start;
  }
  const double used = (cpuMicroseconds() - cpu) / (double)calls;
  qsort(times, (size_t)calls, sizeof(double), ascending);
  printf("{\"p50\":%.3f,\"p99\":%.3f,\"cpu\":%.3f}\n", times[calls / 2],
         times[(long)((double)calls * 0.99)], used);
}

static void startOne(void);

static void onReply(DBusPendingCall *pending, void *unused) {
  (void)unused;
  take(dbus_pending_call_steal_reply(pending));
  dbus_pending_call_unref(pending);
  flight.finished += 1;
  if (microseconds() < flight.end) startOne();
}

static void startOne(void) {
  DBusMessage *call = newCall();
  DBusPendingCall *pending = NULL;
  if (!dbus_connection_send_with_reply(connection, call, &pending, DBUS_TIMEOUT_INFINITE) ||
      !dbus_pending_call_set_notify(pending, onReply, NULL, NULL)) {
    exit(1);
  }
  dbus_message_unref(call);
  flight.started += 1;
}

static void throughput(long calls_in_flight, long milliseconds) {
  const double cpu = cpuMicroseconds();
  const double start = microseconds();
  flight.started = flight.finished = 0;
  flight.end = start + (double)milliseconds * 1e3;
  for (long i = 0; i < calls_in_flight; ++i) startOne();
  while (flight.finished < flight.started) dbus_connection_read_write_dispatch(connection, -1);
  const double took = microseconds() - start;
  printf("{\"perSecond\":%.1f,\"cpu\":%.3f}\n", (double)flight.finished / took * 1e6,
         (cpuMicroseconds() - cpu) / (double)flight.finished);
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  request_template = readFile(arguments[2]);
  connection = connectTo(arguments[1]);
  puts("{\"ready\":true}");
  fflush(stdout);
  char line[256];
  while (fgets(line, sizeof(line), stdin) != NULL) {
    long size = 0, amount = 0, milliseconds = 0;
    if (sscanf(line, "latency %ld %ld", &size, &amount) == 2 && amount <= MAX_CALLS) {
      prepare(size);
      latency(amount);
    } else if (sscanf(line, "throughput %ld %ld %ld", &size, &amount, &milliseconds) == 3) {
      prepare(size);
      throughput(amount, milliseconds);
    } else {
      return 2;
    }
    fflush(stdout);
  }
  return 0;
}
