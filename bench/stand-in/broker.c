// SPDX-License-Identifier: MIT
//
// A broker that costs next to nothing, so that it is not what is measured: every answer is ready
// in memory. Two of the scopes of a request say which answer: `size-4096` its length in bytes,
// `delay-200` after how many milliseconds, while others are answered.
//
// usage: broker BUS_ADDRESS TOKEN_REPLY_FILE ACCOUNTS_REPLY_FILE; prints `ready`

#include <time.h>

#include "wire.h"

#define DEFAULT_SIZE 4096
#define MAX_SIZES 32

typedef struct Delayed {
  struct Delayed *next;
  DBusMessage *reply;
  long long due;
  int interactive;
} Delayed;

static const char *token_reply;
static const char *accounts_reply;
static Delayed *delayed;  // the earliest first

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static long numberAfter(const char *text, const char *prefix, long otherwise) {
  const char *found = strstr(text, prefix);
  return found == NULL ? otherwise : atol(found + strlen(prefix));
}

static const char *tokenReplyOf(long size) {
  static struct {
    long size;
    char *text;
  } ready[MAX_SIZES];
  for (int i = 0; i < MAX_SIZES; ++i) {
    if (ready[i].text == NULL) {
      ready[i].size = size;
      ready[i].text = fillIn(token_reply, "@TOKEN@", "invented-token.", (size_t)size);
    }
    if (ready[i].size == size) return ready[i].text;
  }
  fprintf(stderr, "more than %d sizes\n", MAX_SIZES);
  exit(1);
}

static void later(DBusMessage *reply, long delay, int interactive) {
  Delayed *added = must(calloc(1, sizeof(Delayed)), "out of memory");
  *added = (Delayed){.reply = reply, .due = now() + delay, .interactive = interactive};
  Delayed **place = &delayed;
  while (*place != NULL && (*place)->due <= added->due) place = &(*place)->next;
  added->next = *place;
  *place = added;
}

static void sendDue(DBusConnection *connection) {
  while (delayed != NULL && delayed->due <= now()) {
    Delayed *first = delayed;
    delayed = first->next;
    dbus_connection_send(connection, first->reply, NULL);
    dbus_message_unref(first->reply);
    free(first);
  }
}

// As a real broker: the window closes, and its call is answered at once.
static void endInteractive(DBusConnection *connection) {
  for (Delayed **place = &delayed; *place != NULL;) {
    Delayed *each = *place;
    if (each->interactive) {
      *place = each->next;
      dbus_connection_send(connection, each->reply, NULL);
      dbus_message_unref(each->reply);
      free(each);
    } else {
      place = &each->next;
    }
  }
}

static DBusHandlerResult answer(DBusConnection *connection, DBusMessage *call, void *unused) {
  (void)unused;
  const char *version = NULL, *correlation_id = NULL, *body = NULL;
  if (!dbus_message_has_interface(call, BROKER_INTERFACE) ||
      !dbus_message_get_args(call, NULL, DBUS_TYPE_STRING, &version, DBUS_TYPE_STRING,
                             &correlation_id, DBUS_TYPE_STRING, &body, DBUS_TYPE_INVALID)) {
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;  // Ping is answered by libdbus
  }
  const char *method = dbus_message_get_member(call);
  const int interactive = strcmp(method, "acquireTokenInteractively") == 0;
  const char *text = "{}";
  long delay = 0;
  if (interactive || strcmp(method, "acquireTokenSilently") == 0) {
    text = tokenReplyOf(numberAfter(body, "\"size-", DEFAULT_SIZE));
    delay = numberAfter(body, "\"delay-", 0);
  } else if (strcmp(method, "getAccounts") == 0) {
    text = accounts_reply;
  } else if (strcmp(method, "getLinuxBrokerVersion") == 0) {
    text = "{\"linuxBrokerVersion\":\"3.0.2\"}";
  } else if (strcmp(method, "cancelInteractiveFlow") == 0) {
    endInteractive(connection);
  }
  DBusMessage *reply = must(dbus_message_new_method_return(call), "out of memory");
  dbus_message_append_args(reply, DBUS_TYPE_STRING, &text, DBUS_TYPE_INVALID);
  if (delay > 0) {
    later(reply, delay, interactive);
  } else {
    dbus_connection_send(connection, reply, NULL);
    dbus_message_unref(reply);
  }
  return DBUS_HANDLER_RESULT_HANDLED;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  token_reply = readFile(arguments[2]);
  accounts_reply = readFile(arguments[3]);
  DBusConnection *connection = connectTo(arguments[1]);
  dbus_connection_set_exit_on_disconnect(connection, FALSE);
  dbus_connection_add_filter(connection, answer, NULL, NULL);
  if (dbus_bus_request_name(connection, BROKER_NAME, DBUS_NAME_FLAG_DO_NOT_QUEUE, NULL) !=
      DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER) {
    fprintf(stderr, "%s is owned by another program\n", BROKER_NAME);
    return 1;
  }
  puts("ready");
  fflush(stdout);
  int wait = -1;
  while (dbus_connection_read_write_dispatch(connection, wait)) {
    sendDue(connection);
    const long long left = delayed == NULL ? -1 : delayed->due - now();
    wait = delayed == NULL ? -1 : left < 0 ? 0 : (int)left;
  }
  return 0;  // the bus has ended
}
